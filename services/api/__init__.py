"""The HTTP API, version 1: songs and themes in, films out.

Routes are thin over plain functions. The API changes no status itself: it writes facts for the
orchestrator and reads what became of them. It imports nothing of workers.
"""
