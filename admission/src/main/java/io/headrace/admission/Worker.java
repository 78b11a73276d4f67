package io.headrace.admission;

/**
 * Who worked on a unit.
 *
 * @param pid of the process that held the media; 0 when nobody had begun
 */
public record Worker(String name, long pid) {

    public static final Worker NOBODY = new Worker("nobody", 0);
}
