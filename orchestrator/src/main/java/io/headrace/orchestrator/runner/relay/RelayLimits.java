package io.headrace.orchestrator.runner.relay;

import java.time.Duration;

/**
 * What a client and an application may take of one call, and of this node.
 *
 * @param requestBytes of the body of one call
 * @param answerBytes of its answer
 * @param untilAnswer from the beginning of a call to the head of its answer
 * @param wholeCall until its last byte
 * @param silence the longest in which neither side of a call or a tunnel says a word
 * @param tunnels of all sessions at once
 */
public record RelayLimits(
        long requestBytes, long answerBytes, Duration untilAnswer, Duration wholeCall, Duration silence, int tunnels) {

    public static final RelayLimits DEFAULT =
            new RelayLimits(1L << 30, 1L << 36, Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofMinutes(10), 512);

    public RelayLimits {
        if (requestBytes < 1 || answerBytes < 1) {
            throw new IllegalArgumentException("A call of a live runner has a byte each way at least, not "
                    + requestBytes + " in and " + answerBytes + " out");
        }
        if (!untilAnswer.isPositive() || wholeCall.compareTo(untilAnswer) < 0 || !silence.isPositive()) {
            throw new IllegalArgumentException("A call of a live runner takes time: an answer within " + untilAnswer
                    + ", all of it within " + wholeCall + ", silence of " + silence);
        }
        if (tunnels < 0) {
            throw new IllegalArgumentException(tunnels + " tunnels of live runners; 0 or more may be open");
        }
    }

    public RelayLimits withRequestBytes(long other) {
        return new RelayLimits(other, answerBytes, untilAnswer, wholeCall, silence, tunnels);
    }

    public RelayLimits withAnswerBytes(long other) {
        return new RelayLimits(requestBytes, other, untilAnswer, wholeCall, silence, tunnels);
    }

    public RelayLimits withUntilAnswer(Duration other) {
        return new RelayLimits(requestBytes, answerBytes, other, wholeCall, silence, tunnels);
    }

    public RelayLimits withSilence(Duration other) {
        return new RelayLimits(requestBytes, answerBytes, untilAnswer, wholeCall, other, tunnels);
    }

    public RelayLimits withTunnels(int other) {
        return new RelayLimits(requestBytes, answerBytes, untilAnswer, wholeCall, silence, other);
    }
}
