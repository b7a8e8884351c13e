from __future__ import annotations

import pytest

from client_generator.translate import names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("HTTPValidationError", "http_validation_error"),
        ("get_session", "get_session"),
        ("sessionId", "session_id"),
        ("last-message index", "last_message_index"),
        ("userIDs", "user_ids"),
        ("OAuth2Token", "o_auth2_token"),
        ("is2FAEnabled", "is2_fa_enabled"),
        ("post_ids[]", "post_ids"),
        ("UPPER_CASE", "upper_case"),
        ("2fast", "var_2fast"),
        ("class", "var_class"),
        ("", "var_"),
        ("größe", "größe"),
        ("会话", "会话"),
    ],
)
def test_snake_names_are_valid_and_readable(name: str, expected: str) -> None:
    assert names.snake(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ValidationError_loc_inner", "ValidationErrorLocInner"),
        ("session-status", "SessionStatus"),
        ("DTO", "DTO"),
        ("list", "ModelList"),
        ("Warning", "Warning"),
        ("date", "ModelDate"),
        ("200_response", "Model200Response"),
    ],
)
def test_class_names_are_valid_and_hide_nothing_that_is_imported(name: str, expected: str) -> None:
    assert names.class_name(name) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ready", "READY"),
        ("light-blue", "LIGHT_MINUS_BLUE"),
        ("BLU_4K_U", "BLU_4_K_U"),
        ("LTE2X", "LTE2X"),
        ("", "EMPTY"),
        (2, "NUMBER_2"),
        (-1, "NUMBER_MINUS_1"),
        ("2x", "ENUM_2X"),
        ("inProgress", "INPROGRESS"),
        ("a b", "A_B"),
        ("*", "STAR"),
        ("_", "UNDERSCORE"),
        (" ", "SPACE"),
        ("`", "BACKTICK"),
        (">=", "GREATER_THAN_EQUAL"),
        ("a--b", "A_MINUS_MINUS_B"),
        ("a_.b", "A__DOT_B"),
        ("a_-b", "A_MINUS_B"),
        ("foo - bar", "FOO_MINUS__BAR"),
        ("_a_b_", "A_B"),
        ("v1.2.3", "V1_DOT_2_DOT_3"),
        ("camelCase.fooBar", "CAMEL_CASE_DOT_FOO_BAR"),
        ("it's", "IT_BACK_SLASH_QUOTE_S"),
        ("\u20ac", "EURO"),
        ("__a__", "ENUM_A_"),
        ("\U0001f600", "ENUM_"),
        ("\u00a0", "ENUM_"),
        ("'", "BACK_SLASH_QUOTE"),
        ("foo__bar", "FOO__BAR"),
        ("a-_b", "A_MINUS__B"),
        ("a..b", "A_DOT__DOT_B"),
        ("text/html; charset=utf-8", "TEXT_SLASH_HTML_SEMICOLON__CHARSET_EQUAL_UTF_MINUS_8"),
    ],
)
def test_members_of_enums_are_named_after_their_values(value: object, expected: str) -> None:
    assert names.member(value) == expected


@pytest.mark.parametrize("name", ["copy", "json", "model_config", "from_dict"])
def test_a_field_is_never_called_as_an_attribute_of_models_is(name: str) -> None:
    assert names.field_name(name, frozenset(), "var_{}") == f"var_{name}"


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("getUser", "get_user"),
        ("get_2fa", "get2fa"),
        ("getX_y", "get_xy"),
        ("users/list", "users_list"),
        ("create_session_from_replay", "create_session_from_replay"),
    ],
)
def test_methods_are_named_as_usual_generators_name_them(id_: str, expected: str) -> None:
    assert names.method(id_) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", "rootGet"), ("/users/{user-id}/posts", "usersUserIdPostsGet"), ("/foo.json", "foo.jsonGet")],
)
def test_an_operation_without_an_id_gets_one_from_its_path(path: str, expected: str) -> None:
    assert names.path_id(path, "GET") == expected


def test_names_that_meet_are_told_apart_in_order() -> None:
    assert names.unique("name", ["name", "name_2"]) == "name_3"
