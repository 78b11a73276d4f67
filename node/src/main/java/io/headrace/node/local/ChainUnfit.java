package io.headrace.node.local;

import java.io.IOException;

/** A chain that answers and on which a local network cannot live; the message says what it lacks. */
public final class ChainUnfit extends IOException {

    private static final long serialVersionUID = 1;

    ChainUnfit(String message) {
        super(message);
    }
}
