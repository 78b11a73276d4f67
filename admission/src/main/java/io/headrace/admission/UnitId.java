package io.headrace.admission;

/**
 * Names one unit of a session. Its number counts the units of an orchestrator; the sequence number of a segment would
 * not do, because a gateway may send the same segment twice.
 */
public record UnitId(SessionId session, long number) {

    @Override
    public String toString() {
        return session + "#" + number;
    }
}
