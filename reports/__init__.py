"""What people read: the digest, the web pages and their JSON, charts. Reads the store through `reports.protocols`."""
