package io.headrace.wire;

import io.headrace.payments.Price;

/** @param constraint the model, or the name of a capability brought by the operator; may be empty */
public record CapabilityPrice(int capabilityId, String constraint, Price price) {}
