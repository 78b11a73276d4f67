/** Where units come from. */
@NullMarked
package io.headrace.gateway.intake;

import org.jspecify.annotations.NullMarked;
