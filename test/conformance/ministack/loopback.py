"""Starts MiniStack with every listener on loopback.

Its MQTT listener binds to all interfaces and has no setting for another address (1.5.33), so the event loop is told to.
It also answers DescribeEndpoint with a port behind the host name, which AWS never does.
"""

import asyncio
import os
import runpy

bind = asyncio.base_events.BaseEventLoop.create_server


async def bind_to_loopback(loop, factory, host=None, port=None, **options):
    return await bind(loop, factory, "127.0.0.1" if host is not None else host, port, **options)


asyncio.base_events.BaseEventLoop.create_server = bind_to_loopback

runpy.run_module("ministack", run_name="__main__")
