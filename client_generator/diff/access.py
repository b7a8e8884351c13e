"""Access: where an API is served, and how callers say who they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..api import Api, Operation, SecurityScheme, Server, ServerVariable
from .changes import Change, below, gone, listed
from .remarks import reworded

Needs = Mapping[frozenset[str], frozenset[str]]
"""The alternatives of a security requirement: the schemes of each, and the scopes with their scheme."""
SCHEME_PARTS = {"type": "type", "scheme": "HTTP scheme", "location": "location", "parameter": "name"}
NO_SERVERS = ((), (Server("/"),))
"""What a document without servers, or an operation without its own, is read as."""
SCHEME_TEXTS = ("description", "bearer_format")


def compare_servers(old: tuple[Server, ...], new: tuple[Server, ...], pointers: tuple[str, str]) -> Iterator[Change]:
    """Compare lists of servers; callers who give no host get the first."""
    before, after = ({server.url: server for server in reversed(servers)} for servers in (old, new))
    first, default = (address(servers[0]) if servers else "the server of the document" for servers in (old, new))
    if first != default:
        message = f"callers who give no host reach {default}, not {first}"
        yield gone(pointers[0], message) if new in NO_SERVERS else Change("breaking", pointers[1], message)
    for url in (server.url for server in old[1:] if server.url not in after):
        yield gone(pointers[0], f"the server {url} is gone")
    for url in (server.url for server in new[1:] if server.url not in before):
        yield Change("addition", pointers[1], f"the server {url} is new")
    for url in (server.url for server in new if server.url in before):
        yield from reworded(before[url], after[url], ["description"], pointers[1], f"the server {url}")
        yield from compare_variables(before[url].variables, after[url].variables, pointers[1])


def address(server: Server) -> str:
    """The URL of a server, its variables filled in."""
    url = server.url
    for name, variable in server.variables.items():
        url = url.replace(f"{{{name}}}", variable.default)
    return url


def compare_variables(
    old: Mapping[str, ServerVariable], new: Mapping[str, ServerVariable], pointer: str
) -> Iterator[Change]:
    """Compare the parts of a server's URL that callers may choose."""
    for name in (name for name in old if name in new):
        subject = f"the server variable {name}"
        before, after = old[name].enum, new[name].enum
        lost = [value for value in before if value not in after] if after else []
        added = [value for value in after if value not in before] if before else []
        if lost or (after and not before):
            yield Change("breaking", pointer, f"{subject} can only be {listed(after)} now")
        elif added or (before and not after):
            yield Change("addition", pointer, f"{subject} can be {listed(added) or 'anything'} now")
        yield from reworded(old[name], new[name], ["description"], pointer, subject)


def compare_schemes(old: Api, new: Api) -> Iterator[Change]:
    """Compare the ways of saying who calls."""
    before, after = ({scheme.name: scheme for scheme in api.security_schemes} for api in (old, new))
    for name, scheme in before.items():
        pointer = below("/components/securitySchemes", name)
        if name not in after:
            yield gone(pointer, f"the security scheme {name} is gone")
        else:
            yield from compare_scheme(scheme, after[name], pointer)
    for name in (name for name in after if name not in before):
        yield Change("addition", below("/components/securitySchemes", name), f"the security scheme {name} is new")


def compare_scheme(old: SecurityScheme, new: SecurityScheme, pointer: str) -> Iterator[Change]:
    """Compare a security scheme with the one of its name."""
    for name, said in SCHEME_PARTS.items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            message = f"the {said} of the security scheme {new.name} is {other or 'none'} now, not {one or 'none'}"
            yield Change("breaking", pointer, message)
    yield from reworded(old, new, SCHEME_TEXTS, pointer, f"the security scheme {new.name}")


def compare_security(old: Operation, new: Operation, subject: str) -> Iterator[Change]:
    """Compare who may call an operation."""
    before, after = needs(old), needs(new)
    if frozenset[str]() in after:
        if frozenset[str]() not in before:
            yield Change("addition", new.pointer, f"{subject} needs no credentials any more")
    elif frozenset[str]() in before:
        yield Change("breaking", new.pointer, f"{subject} needs {said_needs(after)} now")
    else:
        yield from compare_needs(before, after, old, new, subject)


def needs(operation: Operation) -> Needs:
    """The alternatives of an operation; the empty one, where it needs no credentials."""
    return {
        frozenset(alternative): frozenset(f"{name}: {scope}" for name in alternative for scope in alternative[name])
        for alternative in operation.security or ({},)
    }


def said_needs(found: Needs) -> str:
    """The alternatives of a requirement, for people."""
    return " or ".join(" with ".join(sorted(schemes)) for schemes in found)


def compare_needs(before: Needs, after: Needs, old: Operation, new: Operation, subject: str) -> Iterator[Change]:
    """Compare the credentials that an operation takes, with their scopes."""
    for schemes, scopes in before.items():
        if schemes not in after:
            yield gone(old.pointer, f"{subject} does not take {said_needs({schemes: scopes})} any more")
        elif more := after[schemes] - scopes:
            yield Change("breaking", new.pointer, f"{subject} needs the scope {listed(sorted(more))} now")
        elif fewer := scopes - after[schemes]:
            yield Change("addition", new.pointer, f"{subject} does not need the scope {listed(sorted(fewer))} any more")
    for schemes in (schemes for schemes in after if schemes not in before):
        yield Change("addition", new.pointer, f"{subject} takes {said_needs({schemes: after[schemes]})} too")
