package io.headrace.cli.run.reply;

import java.io.IOException;

/** An answer that makes no sense, or broke off. The sentence says what of it is there. */
public final class ReplyBroken extends IOException {

    private static final long serialVersionUID = 1;

    public ReplyBroken(String sentence) {
        super(sentence);
    }

    public ReplyBroken(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
