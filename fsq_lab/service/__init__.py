"""Numbers from the running of a service: queues, waits, contacts and errors; a table in, a table out."""
