package io.headrace.pipeline;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a version is high enough (wire protocol section 6.6). What follows a hyphen marks builds <em>after</em> a
 * release in this network, so it does not count.
 */
public final class VersionRule {
    /** What a node says that was built without a version. */
    public static final String UNDEFINED = "undefined";

    private static final Pattern SEMANTIC =
            Pattern.compile("v?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?(?:[-+][0-9A-Za-z.+-]*)?");

    private VersionRule() {}

    /** An empty minimum, and one that is no version, accepts all; an offer that is no version then satisfies none. */
    public static boolean satisfies(String offered, String minimum) {
        if (minimum.isEmpty()) {
            return true;
        }
        if (offered.isEmpty() || offered.equals(UNDEFINED)) {
            return false;
        }
        var lowest = parse(minimum);
        return lowest.isEmpty()
                || parse(offered)
                        .filter(version -> Arrays.compare(version, lowest.get()) >= 0)
                        .isPresent();
    }

    private static Optional<long[]> parse(String version) {
        Matcher matcher = SEMANTIC.matcher(version);
        return matcher.matches()
                ? Optional.of(new long[] {part(matcher, 1), part(matcher, 2), part(matcher, 3)})
                : Optional.empty();
    }

    private static long part(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
