"""Customer marketing files: fields as data, a database, consent, masks, deletion, an audit log, quality."""
