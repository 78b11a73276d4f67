// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IController} from "./interfaces/IController.sol";
import {IToken} from "./interfaces/IToken.sol";
import {Managed} from "./Managed.sol";

/// @title Keeps the community's part of the rewards. On a local chain the Controller's owner decides over it.
/// @notice Source: payments section 4.6.
contract Treasury is Managed {
    constructor(IController controller_) Managed(controller_) {}

    /// @notice Pays out LPT. Owner of the Controller only.
    /// @param amount LPT base units
    function spend(address to, uint256 amount) external onlyControllerOwner {
        require(token().transfer(to, amount), "token transfer failed");
    }
}
