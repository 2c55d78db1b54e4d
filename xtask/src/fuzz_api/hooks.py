"""Gives what schemathesis makes up the ids that exist.

Drawn independently, a project, a run and a test case hardly ever belong together, and no schema can say which ids
exist. Each operation has a shop of its own (see `world.rs`), so that what one closes or deletes is there for the
others. Only requests that are to be accepted are changed.
"""

import json
import os
from itertools import count, cycle

import schemathesis
from schemathesis.core.file_samples import FILE_SAMPLES

with open(os.environ["VERDICT_WORLD"], encoding="utf-8") as file:
    SHOPS = json.load(file)

# What a part of the path, or a field of a body, names.
PATH = {
    "project": "projects",
    "folder": "folders",
    "case": "cases",
    "test": "cases",
    "run": "runs",
    "result": "results",
    "plan": "plans",
    "build": "builds",
    "uuid": "attempts",
    "hook": "hooks",
    "attachment": "attachments",
    "configuration": "configurations",
    "field": "fields",
    "status": "statuses",
}
BODY = {
    "project": "projects",
    "project_id": "projects",
    "assigned_projects": "projects",
    "parent_id": "parents",
    "folder_id": "folders",
    "folder_ids": "folders",
    "destination_folder_id": "folders",
    "test_case_folder_id": "folders",
    "ids": "cases",
    "test_cases": "cases",
    "test_case": "cases",
    "test_case_id": "cases",
    "test_case_ids": "cases",
    "test_case_code": "cases",
    "run_id": "runs",
    "test_plan_id": "plans",
    "execution_id": "executions",
    "configurations": "configurations",
    "configuration_id": "configurations",
    "configurations_id": "configurations",
    "configuration_ids": "configurations",
    "test_run_id": "attempts",
    "test_run_uuid": "attempts",
    "hook_run_uuid": "hooks",
    # A JUnit report of one of the cases.
    "junit_xml": "reports",
    "file_path": "reports",
    "data": "reports",
}

# Files of types that are taken by name and by content. What is drawn is none.
FILES = [("log.txt", b"12:00:01 started")] + [(f"file.{kind}", content) for kind, content in FILE_SAMPLES.items()]

KNOWN = {name: {id for shop in SHOPS for id in shop[name]} for name in PATH.values()}
# What all that a request names lies in.
CONTAINERS = ("project", "run", "build")
NOTHING = {}
owners = {}


def shop_of(label):
    """The operation's own."""
    return SHOPS[owners.setdefault(label, len(owners)) % len(SHOPS)]


@schemathesis.hook
def before_call(context, case, kwargs):
    shop = shop_of(case.operation.label)
    given = case.path_parameters or {}
    ours = [name for name, id in given.items() if name in PATH and isinstance(id, str) and id in KNOWN[PATH[name]]]
    for name in ours:
        given[name] = shop[PATH[name]][0]
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    # Here a result has a number alone.
    if "project" in ours and "/test-results/" in case.operation.label:
        given["result"] = shop["outcomes"][0]
    if isinstance(case.body, (dict, list)):
        # A path that leads elsewhere leads nowhere, or into what the run made itself: it has nothing of ours.
        is_elsewhere = any(name in given and name not in ours for name in CONTAINERS)
        case.body = replaced(case.body, NOTHING if is_elsewhere else shop, count())
    if isinstance(case.body, dict):
        rule(case.body)
        if case.media_type == "multipart/form-data":
            # Any part counts, and its name stands in a head, which takes no control characters.
            named = case.operation.get_body_for_media_type(case.media_type).form_properties
            case.body = {name: part for name, part in case.body.items() if name in named}
            if isinstance(case.body.get("file"), list):
                kwargs["files"] = [("file", file) for file, _ in zip(cycle(FILES), case.body["file"])]
        if case.operation.label.endswith("/test-runs/{run}/results"):
            case.body = judged(case.body, shop["words"])
            # Test cases are not shared here.
            is_shared = case.body.pop("shared_test_case_ids", None)
            if is_shared and not (case.body.get("test_case_id") or case.body.get("execution_id")):
                case.body["test_case_id"] = shop["cases"][0]
            # Both must be of one case.
            if case.body.get("test_case_id"):
                case.body.pop("execution_id", None)
    # A field of every project would rule the values that others write.
    if isinstance(case.body, dict) and case.path.startswith("/api/v2/custom-fields"):
        case.body |= {"applies_to_all_projects": False, "link_to_future_projects": False}
    if isinstance(case.query, dict):
        # A cursor is what the page before said.
        case.query.pop("next_page", None)
        if "run" in case.query:
            case.query["run"] = shop["builds"][0]


def rule(body):
    """Keeps to what a schema cannot say."""
    if "hook_type" in body:
        body["hook_type"] = "beforeAll"
    meta = body.get("meta")
    for place, step in enumerate((meta.get("steps") if isinstance(meta, dict) else None) or []):
        step["id"] = f"{place} {step['id']}"


def judged(value, words, key=None):
    """The value with statuses that results of the organization can have, its own among them, and steps of the cases."""
    if isinstance(value, dict):
        made = {key: judged(field, words, key) for key, field in value.items()}
        return made | {"step_id": None, "step_index": 1} if made.keys() & {"step_id", "step_index"} else made
    if isinstance(value, list):
        return [judged(item, words) for item in value]
    is_status = key in ("status", "overall_status") and isinstance(value, str)
    return words[len(value) % len(words)] if is_status else value


def replaced(value, shop, places, kind=None):
    """The value with ids of the shop in it, each in the form that it was drawn in."""
    if isinstance(value, dict):
        made = {key: replaced(field, shop, places, BODY.get(key)) for key, field in value.items()}
        # A run that is closed takes no more test cases, and the next change of it may bring some.
        return made | {"run_state": "done"} if made.get("run_state") == "closed" else made
    if isinstance(value, list):
        items = [replaced(item, shop, places, kind) for item in value]
        return items if shop else [new for new, old in zip(items, value) if new is not None or old is None]
    if kind is None or value is None or isinstance(value, bool):
        return value
    ids = shop.get(kind)
    if ids is None:
        return None
    id = ids[next(places) % len(ids)]
    if isinstance(value, (int, float)):
        return int(id.rpartition("-")[2])
    return f"fld_{id}" if kind in ("folders", "parents") else id
