package io.headrace.orchestrator.billing;

import io.headrace.admission.Cover;
import io.headrace.admission.UnitId;
import io.headrace.admission.UnitRequest;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.SegmentCredential;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Off chain: any signature or none is good, nothing costs anything (wire protocol sections 4.1 and 5.6). */
public final class FreeOfCharge implements Billing, AppBilling {

    @Override
    public EthAddress address() {
        return EthAddress.ZERO;
    }

    @Override
    public boolean isPaid() {
        return false;
    }

    @Override
    public boolean isGenuine(InfoRequest request) {
        return true;
    }

    @Override
    public boolean isGenuine(SegmentCredential credential, Payment payment) {
        return true;
    }

    @Override
    public Offer offer(EthAddress sender, String account) {
        return new Offer.Unpaid();
    }

    @Override
    public long block() {
        return 0;
    }

    @Override
    public Offer offer(EthAddress sender, String account, PriceSign sign) {
        return new Offer.Unpaid();
    }

    @Override
    public Taking take(String account, Payment payment, PriceSign sign) {
        return new Taking.Taken();
    }

    @Override
    public Price price(EthAddress sender, String account, PriceSign sign) {
        return Price.FREE;
    }

    @Override
    public Optional<Hold> hold(EthAddress sender, String account, Credit fee) {
        return Optional.of(new Hold.Nothing());
    }

    @Override
    public void settle(Hold hold, Credit fee) {}

    @Override
    public void release(Hold hold) {}

    @Override
    public Credit balance(EthAddress sender, String account) {
        return Credit.ZERO;
    }

    @Override
    public Optional<Price> pinnedPrice(EthAddress sender, String account) {
        return Optional.empty();
    }

    @Override
    public Taking take(String account, Payment payment) {
        return new Taking.Taken();
    }

    @Override
    public Covering cover(UnitId unit, EthAddress sender, Ladder ladder, Duration duration) {
        return new Covering.Covered(new Cover.Free());
    }

    @Override
    public Optional<Price> livePrice(EthAddress sender) {
        return Optional.empty();
    }

    @Override
    public boolean covers(EthAddress sender, ManifestId session, long pixels) {
        return true;
    }

    @Override
    public Charge charge(EthAddress sender, ManifestId session, long pixels) {
        return Charge.Charged.NOTHING;
    }

    @Override
    public Covering cover(EthAddress sender, BatchAccount account, long units) {
        return new Covering.Covered(new Cover.Free());
    }

    @Override
    public Charge.Charged settle(Cover cover, long units) {
        return Charge.Charged.NOTHING;
    }

    @Override
    public void release(Cover cover) {}

    @Override
    public Optional<Price> batchPrice(EthAddress sender, BatchAccount account) {
        return Optional.empty();
    }

    @Override
    public Optional<Signature> sign(List<Hash256> renditions) {
        return Optional.empty();
    }

    @Override
    public Optional<Signature> signPing(byte[] value) {
        return Optional.empty();
    }

    @Override
    public void sweep() {}

    @Override
    public void settle(UnitRequest request, Cover cover, PixelCount pixels) {}

    @Override
    public void release(UnitRequest request, Cover cover) {}
}
