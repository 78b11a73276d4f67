/** What an operator may have a node do with its money: the changes, how they end, and what runs them. */
@NullMarked
package io.headrace.admin.money;

import org.jspecify.annotations.NullMarked;
