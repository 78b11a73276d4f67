package io.headrace.orchestrator.billing;

import io.headrace.admission.Cover;
import io.headrace.admission.UnitId;
import io.headrace.admission.UnitRequest;
import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.AccountKey;
import io.headrace.payments.recipient.Cashier;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.TicketInspector;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.Ping;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.TranscodeResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On chain: requests are signed by whoever pays, and work is paid with tickets (payments section 3).
 *
 * <p>Signatures are checked on the caller's thread. What a payment changed is stored before its sender is answered.
 */
public final class TicketBilling implements Billing, AppBilling {

    private static final Logger LOG = LoggerFactory.getLogger(TicketBilling.class);

    private final Signer signer;
    private final SignatureCheck signatures;
    private final PriceBoards prices;
    private final OfferDesk offers;
    private final SenderView senders;
    private final PaymentIntake payments;
    private final SenderAccounts accounts;
    private final WorkLog log;

    public TicketBilling(
            Signer signer,
            SignatureCheck signatures,
            PriceBoards prices,
            Tickets tickets,
            SenderView senders,
            PaymentStore store,
            WinnerQueue winners,
            InstantSource clock,
            WorkLog log) {
        this.signer = signer;
        this.signatures = signatures;
        this.prices = prices;
        this.offers = tickets.offers();
        this.senders = senders;
        this.log = log;
        this.accounts = new SenderAccounts(tickets.cashier(), senders, store, clock);
        this.payments = new PaymentIntake(tickets.inspector(), tickets.cashier(), senders, store, winners, clock, log);
    }

    /**
     * The rules of being paid in tickets.
     *
     * @param cashier from here on used by the billing alone; what was stored has been recalled
     */
    public record Tickets(TicketInspector inspector, OfferDesk offers, Cashier cashier) {}

    @Override
    public EthAddress address() {
        return signer.address();
    }

    @Override
    public boolean isPaid() {
        return true;
    }

    @Override
    public boolean isGenuine(InfoRequest request) {
        return !request.gateway().isZero() && request.isSigned(signatures);
    }

    @Override
    public boolean isGenuine(SegmentCredential credential, Payment payment) {
        return !payment.sender().isZero() && credential.isSignedBy(payment.sender(), signatures);
    }

    @Override
    public long block() {
        return senders.time().block();
    }

    @Override
    public Offer offer(EthAddress sender, String account) {
        return offer(sender, account, prices.of(account));
    }

    @Override
    public Offer offer(EthAddress sender, String account, PriceSign sign) {
        SenderView.Standing standing;
        try {
            standing = senders.of(sender);
        } catch (ChainUnavailable failure) {
            LOG.warn("No offer for {}: {}", sender, failure.getMessage());
            return new Offer.Refused(PaymentIntake.CHAIN_SILENT);
        }
        return pinnedPrice(sender, account)
                .or(() -> sign.of(sender))
                .map(price -> offer(sender, price, standing))
                .orElseGet(
                        () -> new Offer.Refused("the price is written in a currency whose rate is not known just now"));
    }

    private Offer offer(EthAddress sender, Price price, SenderView.Standing standing) {
        return switch (offers.offer(sender, price, standing.maxFloat(), standing.gasPrice(), standing.time())) {
            case OfferDesk.Offering.Offered(var params) -> new Offer.Priced(price, params);
            case OfferDesk.Offering.Refused(var reason) -> new Offer.Refused(reason.message());
            case OfferDesk.Offering.NoRound _ -> new Offer.Refused("no round was initialized yet");
        };
    }

    @Override
    public Optional<Price> pinnedPrice(EthAddress sender, String account) {
        return accounts.pinnedPrice(new AccountKey(sender, account));
    }

    @Override
    public Taking take(String account, Payment payment) {
        return take(account, payment, prices.of(account));
    }

    @Override
    public Taking take(String account, Payment payment, PriceSign sign) {
        return payments.take(account, payment, sign);
    }

    @Override
    public Covering cover(UnitId unit, EthAddress sender, Ladder ladder, Duration duration) {
        return cover(new AccountKey(sender, unit.session().text()), price -> FeeEstimate.of(ladder, duration, price));
    }

    @Override
    public Covering cover(EthAddress sender, BatchAccount account, long units) {
        return cover(new AccountKey(sender, account.key()), price -> price.times(units));
    }

    private Covering cover(AccountKey key, Function<Price, Credit> feeAt) {
        return accounts.cover(key, prices.of(key.session()), feeAt);
    }

    @Override
    public Price price(EthAddress sender, String account, PriceSign sign) {
        return accounts.price(new AccountKey(sender, account), sign);
    }

    @Override
    public Optional<Hold> hold(EthAddress sender, String account, Credit fee) {
        return fee.signum() == 0
                ? Optional.of(new Hold.Nothing())
                : accounts.hold(new AccountKey(sender, account), fee).map(Hold.Reserved::new);
    }

    @Override
    public void settle(Hold hold, Credit fee) {
        if (hold instanceof Hold.Reserved(var reservation)) {
            var _ = accounts.settle(reservation, fee);
        }
    }

    @Override
    public void release(Hold hold) {
        if (hold instanceof Hold.Reserved(var reservation)) {
            accounts.release(reservation);
        }
    }

    @Override
    public Credit balance(EthAddress sender, String account) {
        return accounts.balance(new AccountKey(sender, account));
    }

    @Override
    public Optional<Price> livePrice(EthAddress sender) {
        return prices.live().of(sender);
    }

    @Override
    public boolean covers(EthAddress sender, ManifestId session, long pixels) {
        return accounts.covers(new AccountKey(sender, session.text()), prices.of(session.text()), pixels);
    }

    @Override
    public Charge charge(EthAddress sender, ManifestId session, long pixels) {
        return accounts.charge(new AccountKey(sender, session.text()), prices.of(session.text()), pixels);
    }

    @Override
    public Optional<Price> batchPrice(EthAddress sender, BatchAccount account) {
        return prices.of(account.key()).of(sender);
    }

    @Override
    public void settle(UnitRequest request, Cover cover, PixelCount pixels) {
        if (cover instanceof Cover.Reserved(var price, var _)) {
            var charged = settle(cover, pixels.pixels());
            log.tell(new WorkFact.UnitCharged(request.unit(), price, pixels, charged.fee(), charged.balance()));
        }
    }

    @Override
    public Charge.Charged settle(Cover cover, long units) {
        return switch (cover) {
            case Cover.Free() -> Charge.Charged.NOTHING;
            case Cover.Reserved(var price, var reservation) -> {
                var fee = price.times(units);
                yield new Charge.Charged(price, fee, accounts.settle(reservation, fee));
            }
        };
    }

    @Override
    public void release(UnitRequest request, Cover cover) {
        release(cover);
    }

    @Override
    public void release(Cover cover) {
        if (cover instanceof Cover.Reserved(var _, var reservation)) {
            accounts.release(reservation);
        }
    }

    @Override
    public Optional<Signature> sign(List<Hash256> renditions) {
        return Optional.of(signer.sign(TranscodeResult.signingHash(renditions)));
    }

    @Override
    public Optional<Signature> signPing(byte[] value) {
        return Optional.of(signer.sign(Ping.signingHash(value)));
    }

    @Override
    public void sweep() {
        accounts.sweep();
    }
}
