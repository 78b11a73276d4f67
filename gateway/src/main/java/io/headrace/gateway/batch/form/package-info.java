/** Forms that clients send, as they come in: texts, and files that wait until their request is done. */
@NullMarked
package io.headrace.gateway.batch.form;

import org.jspecify.annotations.NullMarked;
