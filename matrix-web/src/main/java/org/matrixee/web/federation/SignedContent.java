package org.matrixee.web.federation;

import jakarta.json.JsonObject;

/**
 * The body of a request, which its origin has signed.
 *
 * @param object the JSON object; empty if there was no body
 */
public record SignedContent(JsonObject object) {}
