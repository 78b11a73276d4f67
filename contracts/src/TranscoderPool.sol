// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The orchestrators of the pool in falling order of stake.
/// @notice An array kept sorted by neighbour swaps: a stake that changes a little moves a little, and callers need no
/// hints. Among equals the earlier stays ahead. The size is bounded by the pool's owner.
library TranscoderPool {
    struct Pool {
        address[] members;
        // Position in members plus one; 0 for an account outside the pool.
        mapping(address member => uint256) seat;
        mapping(address member => uint256) stake;
    }

    /// @notice Whether the account is in the pool.
    function contains(Pool storage pool, address account) internal view returns (bool) {
        return pool.seat[account] != 0;
    }

    /// @notice How many members there are.
    function size(Pool storage pool) internal view returns (uint256) {
        return pool.members.length;
    }

    /// @notice The member with the most stake; the zero address of an empty pool.
    function first(Pool storage pool) internal view returns (address) {
        return pool.members.length == 0 ? address(0) : pool.members[0];
    }

    /// @notice The member with the least stake. The pool is not empty.
    function last(Pool storage pool) internal view returns (address) {
        return pool.members[pool.members.length - 1];
    }

    /// @notice The member after this one; the zero address after the last, or for an account outside the pool.
    function next(Pool storage pool, address member) internal view returns (address) {
        uint256 seat = pool.seat[member];
        return seat == 0 || seat == pool.members.length ? address(0) : pool.members[seat];
    }

    /// @notice Adds an account that is not a member.
    function insert(Pool storage pool, address account, uint256 stake) internal {
        pool.members.push(account);
        pool.seat[account] = pool.members.length;
        pool.stake[account] = stake;
        moveUp(pool, account);
    }

    /// @notice Gives a member another stake, and with it another place.
    function update(Pool storage pool, address member, uint256 stake) internal {
        pool.stake[member] = stake;
        moveUp(pool, member);
        moveDown(pool, member);
    }

    /// @notice Removes a member.
    function remove(Pool storage pool, address member) internal {
        for (uint256 place = pool.seat[member] - 1; place + 1 < pool.members.length; place++) {
            swapWithNext(pool, place);
        }
        pool.members.pop();
        pool.seat[member] = 0;
        pool.stake[member] = 0;
    }

    function moveUp(Pool storage pool, address member) private {
        uint256 place = pool.seat[member] - 1;
        while (place > 0 && pool.stake[pool.members[place - 1]] < pool.stake[member]) {
            swapWithNext(pool, --place);
        }
    }

    function moveDown(Pool storage pool, address member) private {
        uint256 place = pool.seat[member] - 1;
        while (place + 1 < pool.members.length && pool.stake[pool.members[place + 1]] > pool.stake[member]) {
            swapWithNext(pool, place++);
        }
    }

    function swapWithNext(Pool storage pool, uint256 place) private {
        (address upper, address lower) = (pool.members[place], pool.members[place + 1]);
        (pool.members[place], pool.members[place + 1]) = (lower, upper);
        (pool.seat[lower], pool.seat[upper]) = (place + 1, place + 2);
    }
}
