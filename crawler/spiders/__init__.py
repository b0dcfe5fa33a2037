"""The Scrapy side of a crawl: one general spider, driven by sources, and what keeps it polite and inside its hosts."""
