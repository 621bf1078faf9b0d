package org.matrixee.model.backup;

/**
 * What is known of a key in a backup without decrypting it.
 *
 * @param verified whether the device that made the backup verified the one that the key is from
 * @param firstMessageIndex the first message that the key decrypts
 * @param forwardedCount how often it was passed on between devices
 */
public record KeyQuality(boolean verified, long firstMessageIndex, long forwardedCount) {}
