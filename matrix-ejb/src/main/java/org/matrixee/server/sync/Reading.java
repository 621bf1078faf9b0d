package org.matrixee.server.sync;

/**
 * What was read for a request.
 *
 * @param page what is new
 * @param worthTelling whether the request ends with it; else it goes on waiting, and gets it later
 */
record Reading(StreamPage page, boolean worthTelling) {}
