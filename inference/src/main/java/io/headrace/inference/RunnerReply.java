package io.headrace.inference;

/** What became of a question to a runner. Sentences are for people: what was asked, and what came. */
public sealed interface RunnerReply<T> {

    record Given<T>(T value) implements RunnerReply<T> {}

    /** It answered with another status than 200. */
    record Refused<T>(int status, String sentence) implements RunnerReply<T> {

        /** Whether it does not take our bearer: no other request will fare better. */
        public boolean forToken() {
            return status == 401 || status == 403;
        }
    }

    /** It did not answer in time, broke off, or said what makes no sense. */
    record Missing<T>(String sentence) implements RunnerReply<T> {}
}
