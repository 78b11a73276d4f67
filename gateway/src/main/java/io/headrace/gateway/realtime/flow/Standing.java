package io.headrace.gateway.realtime.flow;

/** What a session is to its stream. */
public enum Standing {
    /** Its output is what viewers see. */
    SERVING,
    /** Its channels are connected and it knows its parameters; nothing is sent to it. */
    WARM,
    /** It gets the input as the serving one does; its output is thrown away. */
    HOT
}
