package io.headrace.admin.join;

import java.net.URI;

/**
 * A neighbour that worked for a job and could not be asked about it.
 *
 * @param reason one line
 */
public record Unheard(URI admin, String reason) {

    /** The header of an explanation that names those who are missing in it, one line for each. */
    public static final String HEADER = "Headrace-Unheard";

    public Unheard {
        reason = reason.lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return admin + ": " + reason;
    }
}
