package io.headrace.media;

import java.util.HashSet;
import java.util.List;

/** The renditions asked for, in the order in which they are signed and returned: 1 to 10 profiles of different names. */
public record Ladder(List<Profile> profiles) {

    /** More outputs than that are refused by the network ("Too many outputs"). */
    public static final int MAX_PROFILES = 10;

    public Ladder {
        profiles = List.copyOf(profiles);
        if (profiles.isEmpty() || profiles.size() > MAX_PROFILES) {
            throw new IllegalArgumentException("A ladder has 1 to 10 profiles, not " + profiles.size());
        }
        var names = new HashSet<String>();
        for (var profile : profiles) {
            if (!names.add(profile.name())) {
                throw new IllegalArgumentException("Two profiles are named \"" + profile.name() + "\"");
            }
        }
    }

    public int size() {
        return profiles.size();
    }
}
