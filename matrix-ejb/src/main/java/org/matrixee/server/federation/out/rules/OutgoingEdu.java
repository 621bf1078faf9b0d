package org.matrixee.server.federation.out.rules;

import jakarta.json.JsonObject;

/** An EDU on its way out. */
public record OutgoingEdu(String type, JsonObject content) {}
