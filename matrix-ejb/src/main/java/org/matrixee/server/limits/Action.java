package org.matrixee.server.limits;

/**
 * What is limited. How often each may be done is a setting, {@code MATRIX_LIMIT_} and the name.
 *
 * <p>2014: client-api-v1, 1.4; threats, 2.
 */
public enum Action {
  /** Sending any event to a room that is not state; per user. */
  SEND,
  /** Sending messages to devices; per user. */
  TO_DEVICE,
  /** Making a room; per user. */
  CREATE_ROOM,
  /** Setting state, and changing the directory; per user. */
  CHANGE,
  /** Joining, leaving, kicking, banning; per user. */
  MEMBERSHIP,
  /** Inviting, whatever the way; per user who invites. */
  INVITE,
  /** Changing one's profile; per user. */
  PROFILE,
  /** Changing one's presence, and telling that one types; per user. */
  PRESENCE,
  /** Uploading a file; per user. */
  UPLOAD,
  /** Reading what is for users only; per user. */
  READ,
  /** Registering; per address. */
  REGISTER,
  /** Logging in; per address and per account. */
  LOGIN,
  /** A further request of a login or registration under way; per address. */
  LOGIN_STEP,
  /** Getting a mail with a code or a link; per e-mail address. */
  MAIL,
  /** Asking for such mails; per address of the one who asks. */
  MAIL_REQUEST,
  /** Reading what is for everybody: lists, aliases, profiles; per address. */
  LIST,
  /** Downloading a file; per address. */
  DOWNLOAD,
  /** Asking for a thumbnail; per address. */
  THUMBNAIL,
  /** Coming with a token that nobody has; per address. */
  UNKNOWN_TOKEN,
  /** Any request of another server; per server. */
  FEDERATION,
  /** A request that is not signed by the server that it names; per address. */
  WRONG_SIGNATURE,
  /** Letting us fetch the keys of a server, and asking for ours; per address. */
  SERVER_KEYS
}
