"""Two clients of matrix-nio talk by the server under test.

Usage: talk.py <base URL> <first user> <second user>
"""

import asyncio
import sys

from nio import (
    AsyncClient,
    DevicesResponse,
    ErrorResponse,
    LoginResponse,
    ReceiptEvent,
    RoomMessageText,
    RoomPreset,
    TypingNoticeEvent,
)

PASSWORD = "a long enough password"
BASE_URL, FIRST, SECOND = sys.argv[1:]


def good(response):
    """The response, unless it is an error."""
    assert not isinstance(response, ErrorResponse), response
    return response


async def enter(user):
    """A client of a new account."""
    client = AsyncClient(BASE_URL, user)
    good(await client.register(user, PASSWORD, "nio"))
    good(await client.logout())
    session = good(await client.login(PASSWORD, "nio"))
    assert isinstance(session, LoginResponse), session
    good(await client.sync(timeout=0, full_state=True))
    return client


async def arrives(client, what, find):
    """Syncs until something has come."""
    for _ in range(20):
        answer = good(await client.sync(timeout=2000))
        found = find(answer)
        if found:
            return found
    raise AssertionError("never came: " + what)


def of_room(answer, room, part):
    """What an answer tells of a room that the user is in."""
    joined = answer.rooms.join.get(room)
    return [] if joined is None else part(joined)


async def talk(anna, bert):
    """Invites, joins, speaks, reads and leaves."""
    room = good(
        await anna.room_create(
            name="Lunch", invite=[bert.user_id], preset=RoomPreset.private_chat
        )
    ).room_id
    await arrives(bert, "the invite", lambda answer: room in answer.rooms.invite)
    good(await bert.join(room))
    content = {"msgtype": "m.text", "body": "hello from nio"}
    sent = good(await anna.room_send(room, "m.room.message", content)).event_id
    messages = await arrives(
        bert,
        "the message",
        lambda answer: of_room(
            answer,
            room,
            lambda part: [e for e in part.timeline.events if isinstance(e, RoomMessageText)],
        ),
    )
    assert [(e.event_id, e.body) for e in messages] == [(sent, "hello from nio")], messages
    good(await bert.room_typing(room, True))
    good(await bert.room_read_markers(room, sent, sent))
    seen = set()

    def ephemeral(answer):
        seen.update(type(e) for e in of_room(answer, room, lambda part: part.ephemeral))
        return {TypingNoticeEvent, ReceiptEvent} <= seen

    await arrives(anna, "typing and receipt", ephemeral)
    good(await anna.set_displayname("Anna"))
    assert good(await bert.get_displayname(anna.user_id)).displayname == "Anna"
    assert isinstance(good(await anna.devices()), DevicesResponse)
    good(await anna.room_kick(room, bert.user_id))
    await arrives(bert, "the kick", lambda answer: room in answer.rooms.leave)
    good(await bert.room_forget(room))


async def main():
    """Runs the talk, and closes the clients."""
    anna, bert = await enter(FIRST), await enter(SECOND)
    try:
        await talk(anna, bert)
    finally:
        await anna.close()
        await bert.close()
    print("nio has talked")


asyncio.run(main())
