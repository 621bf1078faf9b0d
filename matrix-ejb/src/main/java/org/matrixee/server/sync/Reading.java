package org.matrixee.server.sync;

/**
 * What was read for a request.
 *
 * @param page what is new
 * @param worthTelling whether the request ends with it; else it goes on waiting, and gets it later
 * @param <T> what the request is answered
 */
public record Reading<T>(T page, boolean worthTelling) {}
