package io.headrace.chain.transaction;

/**
 * The asker's name for a call, by which it hears of its end. A name that is under way already means the same call, so an
 * asker that lost its memory in a restart asks again by the same name: {@code redeem-0x…}, {@code reward-812}.
 *
 * @param text 1 to 100 printable characters without a blank
 */
public record CallId(String text) {

    private static final int MAX_LENGTH = 100;

    public CallId {
        boolean printable = text.chars().allMatch(letter -> letter > ' ' && letter < 127);
        if (text.isEmpty() || text.length() > MAX_LENGTH || !printable) {
            throw new IllegalArgumentException(
                    "A call is named by 1 to " + MAX_LENGTH + " printable characters, not by \"" + text + "\"");
        }
    }

    /** Names the empty transfer that fills the hole at a nonce. */
    static CallId ofRepair(long nonce) {
        return new CallId("repair-" + nonce);
    }

    @Override
    public String toString() {
        return text;
    }
}
