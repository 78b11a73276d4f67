package io.headrace.ffmpeg;

import io.headrace.media.request.MediaRefusal;

/** Carries a refusal out of the depth of a request to its root, where it becomes the reply. */
public final class RefusedException extends Exception {

    private final transient MediaRefusal refusal;

    RefusedException(MediaRefusal refusal) {
        super(refusal.sentence());
        this.refusal = refusal;
    }

    public MediaRefusal refusal() {
        return refusal;
    }
}
