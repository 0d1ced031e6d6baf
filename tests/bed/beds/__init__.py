# SPDX-License-Identifier: LGPL-2.1-or-later
"""The test beds: places with a real systemd in them, that run jobs."""

from . import guest, systemd


def make(name, shares, cold=False, silence=guest.SILENCE):
    """A function that makes a bed, not yet started. silence: seconds after which a guest without a beat is given up."""
    if name == "systemd":
        return lambda: systemd.Systemd(shares)
    return lambda: guest.Guest(name, shares, cold, silence)
