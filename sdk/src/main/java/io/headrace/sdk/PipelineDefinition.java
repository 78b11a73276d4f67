package io.headrace.sdk;

import io.headrace.pipeline.PricingUnit;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the types of a {@link TypedPipeline} do not say about it. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PipelineDefinition {
    /** Its name in the network and its path: letters, digits, {@code .}, {@code _} and {@code -}. */
    String name();

    /** A sentence for those who look for it. */
    String description() default "";

    /**
     * What is counted. A unit other than second and request is told by {@link Run#used}; gateways that can pay by the second
     * alone are then refused, unless it is free.
     */
    PricingUnit unit() default PricingUnit.SECOND;

    /**
     * The most units that one call may cost, where {@link Run#used} tells them: so much is paid ahead, and what is used
     * beyond it is not paid. 0 for the usual limit of the unit ({@link io.headrace.pipeline.Metering#of(PricingUnit)}).
     */
    long mostUnits() default 0;

    /** In wei, at least 0; the operator's {@code CAPABILITY_PRICE_PER_UNIT} comes before it. */
    long pricePerUnit() default 0;
}
