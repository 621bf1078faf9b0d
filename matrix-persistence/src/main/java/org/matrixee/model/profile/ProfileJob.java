package org.matrixee.model.profile;

import org.matrixee.model.id.UserId;

/**
 * A user's new profile on its way to the rooms. The walk goes through the user's rooms by number
 * and may begin anywhere: it is over when it has come round to where it began.
 *
 * @param revision grows with each change of the profile: a step of an older revision does not count
 * @param roomNid the last room that was done
 * @param lapEnd the last room that is to be done, once the walk has come round
 * @param comeRound whether the walk began anew at the first room
 * @param again whether it is the second walk, for joins that were under way with the old profile
 * @param dueTs when to go on, ms since 1970
 * @param changedTs when the profile was changed, ms since 1970
 */
public record ProfileJob(
    UserId user,
    long revision,
    long roomNid,
    long lapEnd,
    boolean comeRound,
    boolean again,
    long dueTs,
    long changedTs) {}
