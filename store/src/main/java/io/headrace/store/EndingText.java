package io.headrace.store;

import io.headrace.chain.Revert;
import io.headrace.chain.redemption.Ending;
import io.headrace.payments.Wei;

/**
 * How a winner ended, as one line:
 *
 * <pre>
 *   paid AMOUNT TRANSACTION
 *   used
 *   expired CREATION_ROUND LAST_ROUND
 *   worthless REVERT
 * </pre>
 */
final class EndingText {

    private EndingText() {}

    static String encode(Ending ending) {
        return switch (ending) {
            case Ending.Paid(var amount, var transaction) -> "paid " + amount + " " + transaction;
            case Ending.UsedBefore _ -> "used";
            case Ending.Expired(var creation, var last) -> "expired " + creation + " " + last;
            case Ending.Worthless(var reason) -> "worthless " + reason.name();
        };
    }

    /** @throws StoreException for a line that {@link #encode} did not write */
    static Ending decode(String line) {
        String[] parts = line.split(" ", 3);
        try {
            return switch (parts[0]) {
                case "paid" -> new Ending.Paid(Wei.parse(parts[1]), parts[2]);
                case "used" -> new Ending.UsedBefore();
                case "expired" -> new Ending.Expired(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                case "worthless" -> new Ending.Worthless(Revert.valueOf(parts[1]));
                default -> throw new IllegalArgumentException("No ending is called " + parts[0]);
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            throw new StoreException("A winner's stored ending cannot be read: \"" + line + "\"", malformed);
        }
    }
}
