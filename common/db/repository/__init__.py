"""What is asked of the database, in small files by subject.

Functions here take a connection inside a transaction and never begin or end one; only `Leases`,
whose every call stands alone, opens its own.

    songs, intake, jobs, work    for the API
    leases, workers, duties      for workers
    inbox, hints, duties         for the orchestrator
"""
