/** What is to be made of a real-time stream, and what it gets when nobody says. */
@NullMarked
package io.headrace.gateway.realtime.order;

import org.jspecify.annotations.NullMarked;
