/**
 * Runners: processes, containers or services that serve a model over HTTP. This package is what is said to one
 * ({@code source}: how one is had, {@code runner}: how one is watched, {@code pool}: how many are lent out).
 */
@NullMarked
package io.headrace.inference;

import org.jspecify.annotations.NullMarked;
