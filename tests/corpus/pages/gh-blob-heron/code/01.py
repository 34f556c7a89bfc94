"""Settings come in layers; the last one that knows a name wins."""

from collections.abc import Mapping


def merged(*layers: Mapping[str, str]) -> dict[str, str]:
    result: dict[str, str] = {}
    for layer in layers:
        unknown = set(layer) - KNOWN
        if unknown:
            raise UnknownSetting(min(unknown))

        result.update(layer)
    return result


KNOWN = frozenset({"port", "home", "limit"})
	# a tab, on purpose
