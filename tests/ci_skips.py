"""A pytest plugin for continuous integration, where every part is there: a skipped test turns the run red.

Allowed is one reason only: that the reference data beside the project (``../shared/data``) is absent.
Loaded by ``PYTEST_PLUGINS=tests.ci_skips``.
"""

import pytest

ALLOWED_REASON = "../shared/data"


class SkipsAreFailures:
    """Gathers the skips of one run and tells them at its end."""

    def __init__(self) -> None:
        self.unexpected: list[str] = []

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    @pytest.hookimpl
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unexpected and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.unexpected:
            terminalreporter.section("skipped where nothing may be skipped", red=True, bold=True)
        for line in self.unexpected:
            terminalreporter.line(line, red=True)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if ALLOWED_REASON not in reason:
            self.unexpected.append(f"{report.nodeid}: {reason}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SkipsAreFailures())
