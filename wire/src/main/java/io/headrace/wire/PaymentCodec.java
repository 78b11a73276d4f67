package io.headrace.wire;

import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.wire.net.PriceInfo;
import io.headrace.wire.net.TicketSenderParams;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;

/**
 * The header {@value #HEADER}: base64 of {@code net.Payment} (wire protocol sections 2.24 and 4.9). Off chain it is
 * present and empty; absent reads the same.
 */
public final class PaymentCodec {
    public static final String HEADER = "Livepeer-Payment";

    private PaymentCodec() {}

    public static String encodeHeader(Payment payment) {
        return Base64.getEncoder().encodeToString(encode(payment).toByteArray());
    }

    public static Decoded<Payment> decodeHeader(String header) {
        return Decoding.of(PeerError.PAYMENT_MESSAGE, () -> {
            byte[] bytes = Decoding.base64(
                    header,
                    PeerError.PAYMENT_ENCODING.refusal("illegal base64 data at input byte " + firstBad(header)));
            return decode(io.headrace.wire.net.Payment.parseFrom(bytes));
        });
    }

    static io.headrace.wire.net.Payment encode(Payment payment) {
        var message = io.headrace.wire.net.Payment.newBuilder().setSender(ProtoBytes.of(payment.sender()));
        payment.batch().ifPresent(batch -> {
            message.setTicketParams(TicketParamsCodec.encodeWithoutRound(batch.params()));
            message.setExpirationParams(TicketParamsCodec.encode(batch.creation()));
            batch.stubs().forEach(stub -> message.addTicketSenderParams(encode(stub)));
        });
        payment.price().ifPresent(price -> message.setExpectedPrice(PriceCodec.encode(price)));
        return message.build();
    }

    private static TicketSenderParams encode(Payment.Stub stub) {
        return TicketSenderParams.newBuilder()
                .setSenderNonce((int) stub.senderNonce())
                .setSig(ProtoBytes.of(Optional.of(stub.signature())))
                .build();
    }

    static Payment decode(io.headrace.wire.net.Payment message) throws MalformedException {
        return new Payment(
                ProtoBytes.address(message.getSender(), "sender"),
                message.hasExpectedPrice() ? Optional.of(price(message.getExpectedPrice())) : Optional.empty(),
                message.getTicketSenderParamsCount() > 0 && message.hasTicketParams()
                        ? Optional.of(batch(message))
                        : Optional.empty());
    }

    private static Price price(PriceInfo message) throws MalformedException {
        try {
            return PriceCodec.decode(message);
        } catch (MalformedException malformed) {
            throw new MalformedException(PeerError.EXPECTED_PRICE.refusal("\"" + malformed.getMessage() + "\""));
        }
    }

    private static Payment.Batch batch(io.headrace.wire.net.Payment message) throws MalformedException {
        int count = message.getTicketSenderParamsCount();
        if (count > Payment.MAX_TICKETS) {
            throw new MalformedException(PeerError.TOO_MANY_NONCES.refusal("in one payment: " + count));
        }
        var creation = TicketParamsCodec.decode(message.getExpirationParams());
        var stubs = new ArrayList<Payment.Stub>();
        for (var stub : message.getTicketSenderParamsList()) {
            var signature = ProtoBytes.signature(stub.getSig())
                    .orElseThrow(() -> new MalformedException(PeerError.TICKET_SIGNATURE.refusal()));
            stubs.add(new Payment.Stub(Integer.toUnsignedLong(stub.getSenderNonce()), signature));
        }
        return new Payment.Batch(TicketParamsCodec.decode(message.getTicketParams(), creation), creation, stubs);
    }

    /** Where existing nodes say that the alphabet was left. */
    private static int firstBad(String header) {
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            boolean known =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
            if (!known) {
                return i;
            }
        }
        return header.length() / 4 * 4;
    }
}
