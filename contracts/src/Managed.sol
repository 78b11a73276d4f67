// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondingManager} from "./interfaces/IBondingManager.sol";
import {IController} from "./interfaces/IController.sol";
import {IMinter} from "./interfaces/IMinter.sol";
import {IRoundsManager} from "./interfaces/IRoundsManager.sol";
import {IToken} from "./interfaces/IToken.sol";

/// @title A contract that belongs to a Controller: it finds its neighbours there and stops when the system is paused.
/// @dev Addresses are looked up at each call, so a neighbour may be deployed later or be replaced. Source: payments
/// sections 4.1 and 4.2.
abstract contract Managed {
    /// @notice The Controller that this contract belongs to.
    IController public immutable controller;

    modifier whenSystemNotPaused() {
        requireNotPaused();
        _;
    }

    modifier whenRoundInitialized() {
        requireRoundInitialized();
        _;
    }

    modifier onlyControllerOwner() {
        require(msg.sender == controller.owner(), "caller must be Controller owner");
        _;
    }

    constructor(IController controller_) {
        require(address(controller_) != address(0), "controller is the zero address");
        controller = controller_;
    }

    function requireNotPaused() internal view {
        require(!controller.paused(), "system is paused");
    }

    function requireRoundInitialized() internal view {
        require(roundsManager().currentRoundInitialized(), "current round is not initialized");
    }

    function registered(string memory name) internal view returns (address) {
        return controller.getContract(keccak256(bytes(name)));
    }

    function roundsManager() internal view returns (IRoundsManager) {
        return IRoundsManager(registered("RoundsManager"));
    }

    function bondingManager() internal view returns (IBondingManager) {
        return IBondingManager(registered("BondingManager"));
    }

    function minter() internal view returns (IMinter) {
        return IMinter(registered("Minter"));
    }

    function token() internal view returns (IToken) {
        return IToken(registered("LivepeerToken"));
    }
}
