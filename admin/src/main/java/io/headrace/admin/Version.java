package io.headrace.admin;

/** Which Headrace this is. */
public final class Version {

    public static final String CURRENT = "0.1.0";

    private Version() {}
}
