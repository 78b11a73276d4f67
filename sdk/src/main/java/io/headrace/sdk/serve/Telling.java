package io.headrace.sdk.serve;

import java.io.IOException;

/** How a client is told what a run says. Belongs to the thread of the request. */
interface Telling {
    void progress(Said.Progress progress) throws IOException;

    /** @return whether more may follow; else the answer is complete */
    boolean element(String json) throws IOException;

    /** So many units were used until now; said after an element. */
    void used(long units) throws IOException;

    /** Nothing was said for a while. */
    void silence() throws IOException;

    void ended(long units) throws IOException;

    void failed(Failure failure) throws IOException;
}
