package org.matrixee.server.event;

/**
 * The stream can be read further: a doorbell for whoever waits. Losing one is harmless, since every
 * later one says more.
 *
 * @param readable the greatest readable position
 */
public record StreamAdvanced(long readable) {}
