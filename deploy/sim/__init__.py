"""A pool of workers that scales, tenants that come in bursts: what they wait and what it costs.

python -m deploy.sim                          # the plots of docs/scaling.md
python -m deploy.sim --film estimate.json     # with the times of your own installation

films      what is asked for, when, by whom
scaling    how many Pods KEDA and Kubernetes want, given what waits and runs
pool       the pool itself: events in the order of time
studies    the questions that docs/scaling.md answers
plots      their pictures
"""
