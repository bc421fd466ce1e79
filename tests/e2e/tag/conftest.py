from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.e2e.server import Simulator
from tests.e2e.tag.control import ControlledSite
from tests.e2e.tag.shop import Shop, ShopServer
from tests.e2e.tag.visit import Device


@pytest.fixture
def site(simulator: Simulator) -> ControlledSite:
    return ControlledSite(simulator)


@pytest.fixture
def shop(site: ControlledSite) -> Iterator[Shop]:
    shop = Shop(site)
    server = ShopServer(shop)
    yield shop
    server.stop()


@pytest.fixture
def new_device(browser: Browser, shop: Shop) -> Iterator[Callable[[], Device]]:
    """A maker of devices that share nothing. Whatever a test does, no page of it may leave an error uncaught."""
    devices: list[Device] = []
    with ExitStack() as contexts:

        def new() -> Device:
            context = browser.new_context()
            contexts.callback(context.close)
            context.set_default_timeout(15_000)
            devices.append(Device(context, shop))
            return devices[-1]

        yield new
    assert [error for device in devices for tab in device.tabs for error in tab.uncaught] == []


@pytest.fixture
def device(new_device: Callable[[], Device]) -> Device:
    return new_device()
