package io.headrace.inference.runner;

/** How a call to a runner ended, as far as the runner is concerned. */
public enum CallEnd {
    /** It answered, whatever it said. */
    ANSWERED,
    /** We or the client gave the call up, or the connection broke: nothing is known of the runner. */
    GIVEN_UP,
    /** It had the whole request and did not answer in time: it may compute it still. */
    HUNG,
    /** It does not take our bearer: no other call will fare better. */
    TOKEN_REFUSED
}
