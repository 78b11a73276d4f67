package io.headrace.ethereum.rpc;

/** What a node answered cannot be true, or is not what was asked for; another node may know better. */
final class MalformedAnswer extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 200;

    MalformedAnswer(String message) {
        super(message);
    }

    /** The beginning of a stranger's text, for a message. */
    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}
