"""How a crawl behaves: politeness, bounds, and which addresses it may reach."""

from __future__ import annotations

import ipaddress
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _network(value: str) -> str:
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise ValueError(f"neither an IP address nor a network such as 10.0.0.0/8: {value!r}") from None
    return value


Network = Annotated[str, AfterValidator(_network)]


class CrawlSettings(BaseModel):
    """Settings of a crawl. Times are in seconds, sizes in bytes. Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allow_private: list[Network] = Field(
        default=[],
        description="Private or loopback addresses and networks that a crawl may reach; by default it reaches none.",
    )
    contact: str | None = Field(
        default=None,
        pattern=r"^[\x20-\x7e]+$",
        description="Where a site's owner finds you: a mail or web address, sent in the User-Agent. Set it.",
    )
    user_agent: str = Field(
        default="Countercount/0.1", pattern=r"^[\x20-\x7e]+$", description="Name and version sent in the User-Agent."
    )
    delay: float = Field(default=1.0, ge=0, le=600, description="Least time between two requests to one host.")
    max_delay: float = Field(default=60.0, ge=0, le=3600, description="Longest time a slow host is given.")
    timeout: float = Field(default=30.0, gt=0, le=600, description="Longest time for one request.")
    retries: int = Field(default=1, ge=0, le=10, description="Further tries after a failed request.")
    max_body_bytes: int = Field(default=20_000_000, ge=1_000, description="Larger pages and files are refused.")
    max_pdf_pages: int = Field(default=200, ge=1, description="Pages of a PDF to read; the rest is left out.")
    max_pages: int = Field(default=200, ge=1, description="Articles to fetch from one entry point in one crawl.")
    sites_at_once: int = Field(default=50, ge=1, le=1000, description="Sites to ask at the same time, one page each.")
    patience: float = Field(
        default=300.0, ge=0, description="Longest wait for a site that asked to be left alone; the next crawl goes on."
    )
    extraction_processes: int | None = Field(
        default=None, ge=1, le=256, description="Processes that read pages; by default one for each processor."
    )
    extraction_memory: int = Field(
        default=2_000_000_000, ge=500_000_000, description="Memory that such a process may take for itself."
    )
    extraction_timeout: float = Field(default=60.0, gt=0, description="Longest time for reading one page or file.")

    @property
    def full_user_agent(self) -> str:
        """The User-Agent header, contact included."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent
