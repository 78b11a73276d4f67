package io.headrace.store;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallData;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.GasLimit;
import io.headrace.chain.transaction.Purpose;
import io.headrace.chain.transaction.Transaction;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A transaction without its nonce as one line, its parts apart by one blank, numbers in decimal digits, {@code tries}
 * apart by commas:
 *
 * <pre>
 *   id purpose to data value limit gas tries
 *   limit  the gas that was asked for, or "estimated"
 *   tries  tip/cap,tip/cap
 * </pre>
 */
final class TransactionText {

    private static final int PARTS = 8;
    private static final String ESTIMATED = "estimated";

    private TransactionText() {}

    static String encode(Transaction transaction) {
        var call = transaction.call();
        return String.join(
                " ",
                transaction.id().text(),
                call.purpose().name(),
                call.to().toString(),
                call.data().toString(),
                call.value().toString(),
                limit(call.gasLimit()),
                Long.toString(transaction.gas()),
                transaction.tries().stream()
                        .map(fees -> fees.tip() + "/" + fees.cap())
                        .collect(Collectors.joining(",")));
    }

    /** @throws StoreException for a line that {@link #encode} did not write */
    static Transaction decode(long nonce, String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != PARTS) {
            throw new StoreException(
                    "A stored transaction has " + PARTS + " parts, not " + parts.length + ": the database is damaged");
        }
        try {
            var call = new Call(
                    EthAddress.parse(parts[2]),
                    CallData.parse(parts[3]),
                    Wei.parse(parts[4]),
                    limit(parts[5]),
                    Purpose.valueOf(parts[1]));
            var tries = Arrays.stream(parts[7].split(","))
                    .map(TransactionText::fees)
                    .toList();
            return new Transaction(nonce, new CallId(parts[0]), call, Long.parseLong(parts[6]), tries);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            throw new StoreException(
                    "The stored transaction with nonce " + nonce + " cannot be read: the database is damaged",
                    malformed);
        }
    }

    private static String limit(GasLimit limit) {
        return switch (limit) {
            case GasLimit.Estimated _ -> ESTIMATED;
            case GasLimit.Fixed(var gas) -> Long.toString(gas);
        };
    }

    private static GasLimit limit(String text) {
        return text.equals(ESTIMATED) ? new GasLimit.Estimated() : new GasLimit.Fixed(Long.parseLong(text));
    }

    private static Fees fees(String text) {
        String[] parts = text.split("/", -1);
        return new Fees(Wei.parse(parts[0]), Wei.parse(parts[1]));
    }
}
